// npm run build: builds the Worker as for a deployment, into dist/worker.
import { build } from './dev/server.mjs';

build();
