// Modules without types: one that is written while the page is bundled (`contenders.js`), and packages.

declare module 'virtual:contenders' {
  export const contenders: import('./contender.js').Contender[];
  export function startOthers(): Promise<unknown>;
}

declare module 'convnetjs';
declare module 'brain.js/dist/neural-network.js';
