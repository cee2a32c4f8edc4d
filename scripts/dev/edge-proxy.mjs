// A Worker that sets the header CF-Connecting-IP. It runs in workerd in front of the API's Worker.

/** Extracts the address from workerd's peer: 192.0.2.1:443 or [2001:db8::1]:443. */
const addressOf = (peer = '') => peer.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

export default {
  fetch(request, { API, trustProxy }) {
    const headers = new Headers(request.headers);
    // A caller that could set its own address would evade every limit by address.
    if (!trustProxy) headers.set('CF-Connecting-IP', addressOf(request.cf?.clientIp));
    return API.fetch(new Request(request, { headers, redirect: 'manual' }));
  },
};
