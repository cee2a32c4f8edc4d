// A Worker: sets the header CF-Connecting-IP. Runs in workerd, in front of the API's own.

/** The address in what workerd tells of a connection: 192.0.2.1:443 or [2001:db8::1]:443. */
const addressOf = (peer = '') => peer.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

export default {
  fetch(request, { API, trustProxy }) {
    const headers = new Headers(request.headers);
    // Whoever could name its own address would be free of every limit by address.
    if (!trustProxy) headers.set('CF-Connecting-IP', addressOf(request.cf?.clientIp));
    return API.fetch(new Request(request, { headers, redirect: 'manual' }));
  },
};
