// Packages without types.

declare module 'convnetjs';
declare module 'brain.js/dist/neural-network.js';
