// Made by assets.build.ts from site.css and the design tokens.
export const SITE_CSS_HASH = '5e7a94a4cbf5'
