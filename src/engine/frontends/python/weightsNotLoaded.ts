import type { RecordedPosition, RecordingNote } from '../../../shared/protocol/python/recording';
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
export function weightsNotLoaded(notes: readonly RecordingNote[]): NotMeasured[] {
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
