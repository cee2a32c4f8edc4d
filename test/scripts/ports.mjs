// Ports of this machine.
import { connect } from 'node:net';

/** Returns whether something listens on this local port. */
export function isPortTaken(port) {
  return new Promise((resolve) => {
    const probe = connect(port, 'localhost');
    probe.once('connect', () => resolve(true) ?? probe.destroy());
    probe.once('error', () => resolve(false));
  });
}
