declare module 'cloudflare:sockets' {
  export const connect: import('./smtp.ts').Connect
}
