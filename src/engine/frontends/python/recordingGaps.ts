import type {
  RecordedPosition,
  Recording,
  RecordingNote,
} from '../../../shared/protocol/python/recording';
import type { NotMeasured } from '../../../shared/report/report';
import { message } from '../../../shared/words/message';

/** A script that loads weights into what it made says nothing about the definition. */
const isOfScript = (at: RecordedPosition | undefined): boolean => {
  const inFunction = at?.[4] ?? '';
  return inFunction === '' || inFunction === '<module>';
};

/** `torchvision.models.resnet18` and `keras.applications.VGG16` have weights of their own, wherever they are made. */
const isNetwork = (what: string): boolean => /\.(?:models|applications)\./.test(what);

/** The pretrained weights that a definition asks for and does not get. */
function weightsNotLoaded(notes: readonly RecordingNote[]): NotMeasured[] {
  const names = notes.flatMap((note): string[] =>
    note.about === 'weights not loaded' && (isNetwork(note.what) || !isOfScript(note.at))
      ? [note.what]
      : [],
  );
  return [...new Set(names)].map((what) => ({
    quantity: 'savedWeights',
    reason: message('python.weights-not-loaded', { what }),
  }));
}

/** The places where a draw decides which layers run: the recording goes the likeliest way, and so does each step. */
function decidedByDraws({ notes, files }: Noted): NotMeasured[] {
  const places = notes.flatMap((note): string[] =>
    note.about === 'draw decides' ? [`${files[note.at[0]] ?? ''}:${note.at[1]}`] : [],
  );
  return [...new Set(places)].map((place) => ({
    quantity: 'otherDraws',
    reason: message('python.draw-decides', { place }),
  }));
}

type Noted = Pick<Recording, 'notes' | 'files'>;

/** The gaps that a recording tells of itself. */
export const recordingGaps = (recording: Noted): NotMeasured[] => [
  ...weightsNotLoaded(recording.notes),
  ...decidedByDraws(recording),
];
