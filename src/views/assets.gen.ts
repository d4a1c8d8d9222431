// Made by assets.build.ts from site.css and the design tokens.
export const SITE_CSS_HASH = '989dac25b844'
