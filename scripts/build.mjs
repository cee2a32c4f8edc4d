// npm run build: the Worker as a deployment would have it, into dist/worker.
import { build } from './dev/server.mjs';

build();
