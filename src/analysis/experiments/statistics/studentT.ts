/**
 * ln Γ(x) for x > 0 by Lanczos' series with g = 7 and nine terms (Lanczos 1964; coefficients of P. Godfrey
 * 2001), good to 15 digits.
 */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;

function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const t = x + 6.5;
  const sum = LANCZOS.reduce((all, term, i) => all + (i === 0 ? term : term / (x - 1 + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const TINY = 1e-300;
const MOST_TERMS = 300;

/** The continued fraction of the incomplete beta function by Lentz' method (Press et al. 2007, §6.4). */
function betaFraction(a: number, b: number, x: number): number {
  const inverse = (value: number): number => 1 / (value === 0 ? TINY : value);
  let c = 1;
  let d = inverse(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = inverse(1 + even * d);
    c = 1 + even / c || TINY;
    result *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = inverse(1 + odd * d);
    c = 1 + odd / c || TINY;
    result *= c * d;
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return result;
}

/** The regularised incomplete beta function I_x(a, b). */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logs = lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log(1 - x);
  return x < (a + 1) / (a + b + 2)
    ? (Math.exp(logs) * betaFraction(a, b, x)) / a
    : 1 - (Math.exp(logs) * betaFraction(b, a, 1 - x)) / b;
}

/** The two-sided p of a value of Student's t. */
export const pOfT = (t: number, freedom: number): number =>
  Number.isFinite(t) ? incompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t)) : 0;

/** Newton's steps end here: each is smaller than the last by its square. */
const MOST_STEPS = 200;

/** The t that is exceeded in size with probability p. From below Newton's steps never pass it: p(t) is convex. */
export function tFor(p: number, freedom: number): number {
  const logs = lnGamma((freedom + 1) / 2) - lnGamma(freedom / 2);
  const middle = (2 * Math.exp(logs)) / Math.sqrt(freedom * Math.PI);
  let t = 0;
  for (let i = 0; i < MOST_STEPS; i++) {
    const slope = middle * (1 + (t * t) / freedom) ** (-(freedom + 1) / 2);
    const step = (pOfT(t, freedom) - p) / slope;
    t += step;
    if (Math.abs(step) <= 1e-12 * t) break;
  }
  return t;
}
