import type { LayerId } from '../../src/shared/network/network';
import type { Finding, Report } from '../../src/shared/report/report';
import { ReportBuilder } from './reportBuilder';

const image = (size: number, channels: number): (number | null)[] => [null, size, size, channels];

/** conv → batch norm, as most image models write it. */
function convNorm(b: ReportBuilder, x: LayerId, size: number, channels: number): LayerId {
  const shape = image(size, channels);
  const conv = b.layer('Conv2D', [x], { shape, parameters: 9 * channels * channels });
  return b.layer('BatchNormalization', [conv], { shape, parameters: 2 * channels });
}

interface Block {
  readonly size: number;
  readonly channels: number;
  readonly project: boolean;
}

function residualBlock(b: ReportBuilder, x: LayerId, { size, channels, project }: Block): LayerId {
  return b.group('residualBlock', () => {
    const shape = image(size, channels);
    const first = b.layer('ReLU', [convNorm(b, x, size, channels)], { shape });
    const body = convNorm(b, first, size, channels);
    const side = project ? convNorm(b, x, size, channels) : x;
    const add = b.layer('Add', [body, side], { shape });
    b.skip(project ? 'projectionAdd' : 'identityAdd', x, add, { slot: 1 });
    return b.layer('ReLU', [add], { shape });
  });
}

/** A CIFAR ResNet with `blocks` per stage: 3 gives ResNet-20, 9 ResNet-56. */
export function resnet(blocks: number, gradientAt?: (depth: number) => number): Report {
  const b = new ReportBuilder(`resnet${6 * blocks + 2}`);
  let x = convNorm(b, b.layer('InputLayer', [], { shape: image(32, 3), name: 'input' }), 32, 16);
  x = b.layer('ReLU', [x], { shape: image(32, 16) });
  for (const [stage, channels] of [16, 32, 64].entries()) {
    for (let block = 0; block < blocks; block++)
      x = residualBlock(b, x, { size: 32 >> stage, channels, project: stage > 0 && block === 0 });
  }
  const pooled = b.layer('GlobalAveragePooling2D', [x], { shape: [null, 64] });
  b.layer('Dense', [pooled], { shape: [null, 10], parameters: 650 });
  return b.report(gradientAt);
}

/** The same without one of its shortcuts, as a probe would report it. */
export function withCut(report: Report, index: number): Report {
  const { probe, skips } = report;
  const { id, from, to, slot } = skips.items[index]!;
  const forks = probe!.forks.filter(({ skip }) => skip !== id);
  return { ...report, probe: { ...probe!, forks, ablated: [{ skip: id, from, to, slot }] } };
}

/** A flat residual stack without groups, of at least `layers` layers. */
export function residualStack(layers: number): Report {
  const b = new ReportBuilder(`residual-${layers}`);
  let x = b.layer('InputLayer', [], { shape: image(32, 16), name: 'input' });
  while (b.layers.length < layers) {
    const first = b.layer('ReLU', [convNorm(b, x, 32, 16)]);
    const add = b.layer('Add', [convNorm(b, first, 32, 16), x]);
    b.skip('identityAdd', x, add, { slot: 1 });
    x = b.layer('ReLU', [add]);
  }
  return b.report();
}

/** A stack of dense layers, one after the other. */
export function plainChain(layers: number, gradientAt?: (depth: number) => number): Report {
  const b = new ReportBuilder(`chain-${layers}`);
  let x = b.layer('InputLayer', [], { shape: [null, 64], name: 'input' });
  for (let at = 1; at < layers; at++)
    x = b.layer('Dense', [x], { shape: [null, 64], parameters: 4160 });
  return b.report(gradientAt);
}

function doubleConv(b: ReportBuilder, x: LayerId, size: number, channels: number): LayerId {
  return b.group('doubleConv', () => {
    const shape = image(size, channels);
    const first = b.layer('ReLU', [convNorm(b, x, size, channels)], { shape });
    return b.layer('ReLU', [convNorm(b, first, size, channels)], { shape });
  });
}

export function unet(levels: number): Report {
  const b = new ReportBuilder('unet');
  let size = 16 << levels;
  let x = b.layer('InputLayer', [], { shape: image(size, 1), name: 'input' });
  const forks: LayerId[] = [];
  for (let level = 0; level < levels; level++) {
    const out = doubleConv(b, x, size, 16 << Math.min(level, 5));
    forks.push(out);
    size >>= 1;
    x = b.layer('MaxPooling2D', [out], { shape: image(size, 16 << Math.min(level, 5)) });
  }
  x = doubleConv(b, x, size, 16 << Math.min(levels, 5));
  for (let level = levels - 1; level >= 0; level--) {
    const channels = 16 << Math.min(level, 5);
    size <<= 1;
    const up = b.layer('UpSampling2D', [x], { shape: image(size, 2 * channels) });
    const fork = forks[level];
    if (fork === undefined) break;
    const concat = b.layer('Concatenate', [fork, up], { shape: image(size, 3 * channels) });
    b.skip('concat', fork, concat, { reach: 'long', span: 4 * (levels - level), slot: 0 });
    x = doubleConv(b, concat, size, channels);
  }
  b.layer('Conv2D', [x], { shape: image(size, 1), parameters: 17 });
  return b.report();
}

/** Dense blocks in list form: every layer concatenates all that came before it in its block. */
export function densenet(blocks: number, layersPerBlock: number): Report {
  const b = new ReportBuilder('densenet');
  let x = convNorm(b, b.layer('InputLayer', [], { shape: image(32, 3), name: 'input' }), 32, 24);
  for (let block = 0; block < blocks; block++) {
    x = b.group('denseBlock', () => {
      const features = [x];
      for (let at = 0; at < layersPerBlock; at++) {
        const merged =
          features.length > 1
            ? b.layer('Concatenate', features, { shape: image(32 >> block, 24 + 12 * at) })
            : x;
        features
          .slice(0, -1)
          .forEach((from, slot) =>
            b.skip('concat', from, merged, { slot, span: features.length - slot - 1 }),
          );
        const active = b.layer('ReLU', [
          b.layer('BatchNormalization', [merged], { parameters: 48 }),
        ]);
        features.push(
          b.layer('Conv2D', [active], { shape: image(32 >> block, 12), parameters: 2592 }),
        );
      }
      return b.layer('Concatenate', features, {
        shape: image(32 >> block, 24 + 12 * layersPerBlock),
      });
    });
    x = b.group('transition', () => {
      const conv = b.layer('Conv2D', [x], { parameters: 5000 });
      return b.layer('AveragePooling2D', [conv], { shape: image(16 >> block, 24) });
    });
  }
  b.layer('Dense', [b.layer('GlobalAveragePooling2D', [x])], {
    shape: [null, 10],
    parameters: 500,
  });
  return b.report();
}

export function highway(layers: number): Report {
  const b = new ReportBuilder('highway');
  let x = b.layer('Dense', [b.layer('InputLayer', [], { name: 'input' })], { parameters: 4000 });
  for (let at = 0; at < layers; at++) {
    x = b.group('highwayLayer', () => {
      const gate = b.layer('Dense', [x], { parameters: 4160 });
      const body = b.layer('Dense', [x], { parameters: 4160 });
      const carry = b.layer('OneMinus', [gate]);
      const kept = b.layer('Multiply', [x, carry]);
      const changed = b.layer('Multiply', [body, gate]);
      const sum = b.layer('Add', [changed, kept]);
      b.skip('gated', x, sum, { slot: 1, span: 1 });
      return sum;
    });
  }
  b.layer('Dense', [x], { shape: [null, 10], parameters: 650 });
  return b.report();
}

export function transformer(blocks: number): Report {
  const b = new ReportBuilder('transformer');
  const shape = [null, 64, 128];
  let x = b.layer('Embedding', [b.layer('InputLayer', [], { shape: [null, 64], name: 'tokens' })], {
    shape,
    parameters: 128_000,
  });
  const residual = (from: LayerId, body: LayerId): LayerId => {
    const add = b.layer('Add', [from, body], { shape });
    b.skip('identityAdd', from, add, { slot: 0 });
    return b.layer('LayerNormalization', [add], { shape, parameters: 256 });
  };
  for (let at = 0; at < blocks; at++) {
    x = b.group('encoderBlock', () => {
      const heads = b.group('attention', () => {
        const [q, k, v] = ['query', 'key', 'value'].map(() =>
          b.layer('Dense', [x], { shape, parameters: 16_512 }),
        );
        if (!q || !k || !v) return x;
        const scores = b.layer('Softmax', [b.layer('Dot', [q, k], { shape: [null, 64, 64] })]);
        return b.layer('Dense', [b.layer('Dot', [scores, v], { shape })], {
          shape,
          parameters: 16_512,
        });
      });
      const attended = residual(x, heads);
      const hidden = b.layer('Dense', [attended], { shape: [null, 64, 512], parameters: 66_048 });
      return residual(attended, b.layer('Dense', [hidden], { shape, parameters: 65_664 }));
    });
  }
  b.layer('Dense', [x], { shape: [null, 2], parameters: 258 });
  return b.report();
}

/** A plain chain whose first layers get little of the gradient. */
export function fading(evidence: {
  readonly sigmoids?: number;
  readonly smallGain?: number;
}): Report {
  const report = plainChain(7);
  const layers = report.network.layers.filter(({ parameters }) => parameters.trainable > 0);
  const [first] = layers;
  const finding: Finding = {
    code: 'vanishing-gradient',
    severity: 'warning',
    layer: first!.id,
    limits: [],
    evidence: {
      layers: layers.slice(0, -1).map(({ id }) => id),
      ...{ holdsFor: 3, seeds: 3, firstRms: 1e-6, lastRms: 1.6e-3, decadesLost: 3.2 },
      weightedLayers: layers.length,
      ...evidence,
    },
  };
  return { ...report, findings: [finding] };
}
