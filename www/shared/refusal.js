// @ts-check
// What the page refuses, in a sentence for the person at it. The core's refusals have the same name.

export class Refusal extends Error {
  name = 'Refusal';
}
