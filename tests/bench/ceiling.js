// @ts-check
// Writes the loops whose speed is the ceiling of the machine.

import binaryen from 'binaryen';

/** As many as fit into the registers of x86 beside two constants, and enough to hide the latency of an addition. */
const ACCUMULATORS = 12;

/** Rounds of the loop in a step, and the operations of these: a product and a sum in each of four lanes. */
export const ROUNDS = 10_000;
export const FLOPS = ROUNDS * ACCUMULATORS * 4 * 2;

const update = {
  'mul+add': '(f32x4.add (f32x4.mul (local.get $a) (local.get $x)) (local.get $y))',
  'relaxed madd': '(f32x4.relaxed_madd (local.get $a) (local.get $x) (local.get $y))',
};

/** @typedef {keyof typeof update} CeilingName */

export const ceilingNames = /** @type {CeilingName[]} */ (Object.keys(update));

/** The bytes of a module with `loop(rounds)`, in which every accumulator is a = a x + y over and over. @param {CeilingName} name */
export function assemble(name) {
  const indices = Array.from({ length: ACCUMULATORS }, (_, i) => i);
  const locals = indices.map((i) => `(local $a${i} v128)`).join(' ');
  const updates = indices.map((i) => `(local.set $a${i} ${update[name].replace('$a', `$a${i}`)})`).join('\n');
  const sum = indices.map((i) => `(local.get $a${i})`).reduce((a, b) => `(f32x4.add ${a} ${b})`);
  const module = binaryen.parseText(`(module (func (export "loop") (param $rounds i32) (result f32)
    (local $x v128) (local $y v128) ${locals}
    (local.set $x (f32x4.splat (f32.const 0.999)))
    (local.set $y (f32x4.splat (f32.const 0.001)))
    (loop $again
      ${updates}
      (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (f32x4.extract_lane 0 ${sum})))`);
  const bytes = module.emitBinary();
  module.dispose();
  return [...bytes];
}
