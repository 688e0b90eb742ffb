import type { LayerId } from '../../../shared/network/network';
import type { ByPhase, Phase } from '../../../shared/report/profile';
import type { TappedTiming } from '../../model/stepTiming';

/** The owner of a stretch of time: a layer, the loss, or nobody. */
export type TimeOwner = LayerId | 'loss' | undefined;

interface Spent {
  milliseconds: number;
  marks: number;
}

type MutablePhases = { [Name in Phase]: Spent };

const nothing = (): Spent => ({ milliseconds: 0, marks: 0 });

const CALIBRATION = { rounds: 5, marks: 500 };

/** Milliseconds of one mark, measured on a clock of its own: the least of a few rounds, since others run beside. */
function costOfMark(): number {
  const clock = new StepClock(0);
  const owners = Array.from({ length: 100 }, (_, i) => String(i) as LayerId);
  let least = Infinity;
  for (let round = 0; round < CALIBRATION.rounds; round++) {
    const started = performance.now();
    for (let i = 0; i < CALIBRATION.marks; i++) clock.mark('forward', owners[i % owners.length]);
    least = Math.min(least, (performance.now() - started) / CALIBRATION.marks);
  }
  return least;
}

/**
 * Divides the time of one step among its layers: each mark gives the time since the one before it to an owner.
 * What a mark itself takes is taken out again.
 */
export class StepClock {
  private static markCost: number | undefined;
  private last = performance.now();
  private marks = 0;
  private readonly layers = new Map<LayerId, MutablePhases>();
  private readonly phases: MutablePhases = {
    forward: nothing(),
    backward: nothing(),
    update: nothing(),
  };
  private loss = 0;
  private taps = 0;

  /** @param markCost milliseconds of one mark; measured once per process where absent */
  constructor(private readonly markCost = (StepClock.markCost ??= costOfMark())) {
    this.last = performance.now();
  }

  /** The time since the last mark was spent on this owner. */
  mark(phase: Phase, owner: TimeOwner): void {
    const now = performance.now();
    const spent = now - this.last;
    this.last = now;
    this.marks += 1;
    const whole = this.phases[phase];
    whole.milliseconds += spent;
    whole.marks += 1;
    if (owner === undefined) return;
    if (owner === 'loss') {
      this.loss += spent;
      return;
    }
    let own = this.layers.get(owner);
    if (!own)
      this.layers.set(
        owner,
        (own = { forward: nothing(), backward: nothing(), update: nothing() }),
      );
    own[phase].milliseconds += spent;
    own[phase].marks += 1;
  }

  /** The time since the last mark was spent on watching. */
  skip(): void {
    const now = performance.now();
    this.taps += now - this.last;
    this.last = now;
  }

  /** The times so far. */
  timing(): TappedTiming {
    const net = ({ milliseconds, marks }: Spent): number =>
      Math.max(0, milliseconds - marks * this.markCost);
    const netPhases = ({ forward, backward, update }: MutablePhases): ByPhase<number> => ({
      forward: net(forward),
      backward: net(backward),
      update: net(update),
    });
    return {
      layers: new Map([...this.layers].map(([id, spent]) => [id, netPhases(spent)])),
      loss: this.loss,
      phases: netPhases(this.phases),
      tapCost: this.taps + this.marks * this.markCost,
    };
  }
}
