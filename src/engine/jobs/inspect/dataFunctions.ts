import path from 'node:path';
import { message } from '../../../shared/words/message';
import { reportPath } from '../../../workspace/reportPath';
import { GivenTensor, type DataWish } from '../../data/functionData';
import { unusable } from '../../data/numberArray';
import type { CallFunction } from '../../data/readData';
import { functionCaller } from '../../frontends/javascript/javascriptFrontend';
import { isPythonFile } from '../../frontends/python/pythonFrontend';
import type { OpenedModel } from '../../model/openedModel';
import type { Subject } from '../../model/subject';
import type { TensorData } from '../../model/trainer';
import { withPlainTensors } from '../../tfjs/plainTensors';

/** Batches of samples that are asked for, which steps and seeds draw from. */
const BATCHES = 16;

const given = ({ shape, dtype, values }: TensorData): GivenTensor =>
  new GivenTensor(shape, dtype, Float32Array.from(values));

/** The data of `FILE#NAME`: of a function in JavaScript, or of a data set in Python where the model's framework reads that. */
export function dataFunctions(
  model: Pick<OpenedModel, 'giveData'>,
  subject: Subject,
): CallFunction {
  const inJavascript = withPlainTensors(functionCaller(subject));
  const inPython = async (file: string, name: string, wish: DataWish): Promise<unknown> => {
    if (!model.giveData) {
      const label = `${path.basename(file)}#${name}`;
      throw unusable(message('python.data-set-needs-torch', { name: label }));
    }
    const place = { file: reportPath(file, subject.root), name };
    const asked = { count: BATCHES * wish.batchSize, seed: wish.seed };
    const { inputs, targets } = await model.giveData(place, asked);
    return { xs: inputs.map(given), ...(targets.length > 0 && { ys: targets.map(given) }) };
  };
  return (file, name, wish) => (isPythonFile(file) ? inPython : inJavascript)(file, name, wish);
}
