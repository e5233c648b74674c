/**
 * `core/random.ts` in WGSL: the same words, hence the same uniform numbers, and
 * normal numbers that are off by rounding only.
 *
 * @module
 */

/** What is drawn. */
export type Draw = "words" | "uniform" | "normal";

/**
 * Philox4x32-10, function `philox(counter, key)`.
 *
 * Source: Salmon, Moraes, Dror, Shaw (2011), as in `core/philox.ts`.
 */
const PHILOX = `
fn multiplyHigh(a: u32, b: u32) -> u32 {
  let aLow = a & 0xffffu;
  let aHigh = a >> 16u;
  let bLow = b & 0xffffu;
  let bHigh = b >> 16u;
  let middle = aHigh * bLow + ((aLow * bLow) >> 16u);
  let carry = aLow * bHigh + (middle & 0xffffu);
  return aHigh * bHigh + (middle >> 16u) + (carry >> 16u);
}

fn philox(counter: vec4<u32>, start: vec2<u32>) -> vec4<u32> {
  var c = counter;
  var k = start;
  for (var round = 0; round < 10; round++) {
    c = vec4<u32>(
      multiplyHigh(0xcd9e8d57u, c.z) ^ c.y ^ k.x,
      0xcd9e8d57u * c.z,
      multiplyHigh(0xd2511f53u, c.x) ^ c.w ^ k.y,
      0xd2511f53u * c.x);
    k = k + vec2<u32>(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}
`;

/**
 * Box–Muller for two words, function `normals(word, angleWord)`.
 *
 * WGSL lets its own log and sin be off by 2^-21 and 2^-11 absolute, too much
 * for radii near 0 and angles near 0, so both are series here:
 * log u = 2 artanh((f - 1) / (f + 1)) + e log 2 for u = 2^e f, and Taylor's for
 * angles up to π/4 after an exact reduction of the angle's word. What they
 * leave out is below 2^-25.
 */
const NORMALS = `
fn logOf(u: f32) -> f32 {
  let shifted = bitcast<u32>(u) + 0x4afb0du; // 1 - sqrt(1/2), in bits.
  let e = f32(i32(shifted >> 23u) - 127);
  let f = bitcast<f32>((shifted & 0x7fffffu) + 0x3f3504f3u);
  let s = (f - 1.0) / (f + 1.0);
  let z = s * s;
  let series = 2.0 * s +
    2.0 * s * z * (1.0 / 3.0 + z * (0.2 + z * (1.0 / 7.0 + z / 9.0)));
  // log 2 in two parts, the first short enough for exact products.
  return e * 0.693359375 + (e * -2.12194440e-4 + series);
}

fn normals(word: u32, angleWord: u32) -> vec2<f32> {
  let u = max(f32(word & 0x7fffffu) * 1.1920928955078125e-7, 1e-7);
  let radius = sqrt(-2.0 * logOf(u));
  let turn = angleWord & 0x7fffffu; // In units of 2^-23 of the circle.
  let quarter = (turn + 0x100000u) >> 21u;
  let rest = i32(turn) - i32(quarter << 21u);
  let a = f32(rest) * 7.4901405658478870e-7; // 2π 2^-23
  let z = a * a;
  let sine = a - a * z * (1.0 / 6.0 - z * (1.0 / 120.0 -
    z * (1.0 / 5040.0 - z / 362880.0)));
  let cosine = 1.0 - z * (0.5 - z * (1.0 / 24.0 - z * (1.0 / 720.0 -
    z * (1.0 / 40320.0 - z / 3628800.0))));
  var point = vec2<f32>(sine, cosine);
  if ((quarter & 1u) == 1u) { point = vec2<f32>(cosine, -sine); }
  if ((quarter & 2u) == 2u) { point = -point; }
  return radius * point;
}
`;

/** How the four words of a block become four numbers. */
const NUMBERS: Readonly<Record<Draw, string>> = {
  words: "let numbers = bitcast<vec4<i32>>(block);",
  uniform:
    "let numbers = vec4<f32>(block & vec4<u32>(0x7fffffu)) * 1.1920928955078125e-7;",
  normal:
    "let numbers = vec4<f32>(normals(block.x, block.y), normals(block.z, block.w));",
};

/**
 * The program for draws under the array `key` of two words: a thread makes the
 * four numbers of one block.
 */
export function philoxProgram(draw: Draw): string {
  return `
${PHILOX}
${NORMALS}
fn main(index: i32) {
  let first = index * 4;
  if (first >= uniforms.size) { return; }
  let block = philox(
    vec4<u32>(u32(index), 0u, 0u, 0u),
    vec2<u32>(bitcast<u32>(key[0]), bitcast<u32>(key[1])));
  ${NUMBERS[draw]}
  for (var i = 0; i < min(4, uniforms.size - first); i++) {
    result[first + i] = numbers[i];
  }
}`;
}
