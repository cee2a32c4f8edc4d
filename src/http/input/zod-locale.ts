/** Replaces zod's own English messages, which would otherwise be bundled; see wrangler.toml. */
export default () => ({});
