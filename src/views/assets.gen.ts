// Made by assets.build.ts from site.css and the design tokens.
export const SITE_CSS_HASH = '5cbe2bc0d66b'
