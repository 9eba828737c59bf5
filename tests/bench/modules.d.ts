// Modules without types: one that is written while the page is bundled (`contenders.js`), and packages.

declare module 'virtual:contenders' {
  export const contenders: import('./contender.js').Contender[];
  export function startOthers(): Promise<unknown>;
}

declare module 'convnetjs';
declare module 'brain.js/dist/neural-network.js';

/** As far as it is asked; its own types are there only once it is installed. */
declare module 'lighthouse' {
  export interface Result {
    categories: Record<string, { score: number | null }>;
    audits: Record<string, { displayValue?: string }>;
  }
  export default function lighthouse(url: string, flags: object): Promise<{ lhr: Result } | undefined>;
}
