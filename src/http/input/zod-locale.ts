/** Stands in for zod's own English, which would come into the bundle unasked: see wrangler.toml. */
export default () => ({});
