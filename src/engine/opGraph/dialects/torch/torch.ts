import { dialect } from '../../dialect';
import { elements } from './elements';
import { layers } from './layers';
import { shapes } from './shapes';

/** The canonical names of `torch` and `torch.nn.functional`; shapes are told by the run. */
export const torch = dialect([...layers, ...elements, ...shapes]);
