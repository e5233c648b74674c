/**
 * Numbers as a person reads them.
 *
 * @module
 */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Four significant digits; "—" for a number that does not exist. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return "—";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) return powerText(value, 4);
  return fixedText(
    value,
    Number.isInteger(value) ? 0 : Math.max(0, 3 - exponentOf(size)),
  );
}

/**
 * `mean ± sd` to two digits of the standard deviation, but no more than the
 * mean has to six; the mean alone where there is no standard deviation.
 */
export function plusMinusText(mean: number, sd: number): string {
  if (!Number.isFinite(mean) || !Number.isFinite(sd)) return numberText(mean);
  if (sd === 0) return `${numberText(mean)} ± 0`;
  const size = Math.max(Math.abs(mean), sd);
  if (size >= 1e7 || size < 1e-3) {
    return `${numberText(mean)} ± ${powerText(sd, 2)}`;
  }
  const digits = Math.min(
    Math.max(0, 1 - exponentOf(sd)),
    Math.max(0, 5 - exponentOf(size)),
  );
  return `${fixedText(mean, digits)} ± ${fixedText(sd, digits)}`;
}

/** "1 run", "2 runs", "10,000 runs". */
export function countText(count: number, noun: string): string {
  return `${fixedText(count, 0)} ${noun}${count === 1 ? "" : "s"}`;
}

function exponentOf(size: number): number {
  return size === 0 ? 0 : Math.floor(Math.log10(size));
}

function powerText(value: number, digits: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential(digits - 1)
    .split("e");
  const power = exponent.replace("+", "").replace("-", "⁻")
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
  return `${minus(mantissa.replace(/\.?0+$/, ""))} × 10${power}`;
}

function fixedText(value: number, digits: number): string {
  const [whole = "", fraction] = value.toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return minus(fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

function minus(text: string): string {
  return text.replace("-", "−");
}
