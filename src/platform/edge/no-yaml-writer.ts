// Stands in the edge bundle for the half of `yaml` that writes (wrangler.toml): the site only reads recipes.
const none = () => {
  throw new Error('the site writes no YAML')
}

export {
  none as createStringifyContext,
  none as stringify,
  none as stringifyCollection,
  none as stringifyDocument,
  none as stringifyPair,
  none as stringifyString,
}
