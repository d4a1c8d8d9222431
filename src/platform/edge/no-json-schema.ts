/** Stands in for zod's ways to JSON Schema, which nothing on Workers asks for (wrangler.toml): 6 KB of a bundle that has little room. */
const none = () => () => {
  throw new Error('no JSON Schema on Workers')
}
export const createToJSONSchemaMethod = none
export const createStandardJSONSchemaMethod = none
export const toJSONSchema = none
