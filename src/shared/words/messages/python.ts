import * as l10n from '@vscode/l10n';

/** Reasons that a definition in Python is not recorded, or not to its end. */
export const pythonMessages = {
  'python.syntax': (values: { text: string }) => l10n.t('Python cannot read this: {text}.', values),
  'python.site-not-found': (values: { file: string; name: string }) =>
    l10n.t('There is no definition {name} in {file}.', values),
  'python.argument': (values: { definition: string; name: string }) =>
    l10n.t(
      'The model cannot be built: nothing tells a value for the argument {name} of {definition}; set it in the arguments.',
      values,
    ),
  'python.input': (values: { definition: string; text: string }) =>
    l10n.t(
      'No input shape was found that {definition} takes ({text}); set the input shape.',
      values,
    ),
  'python.package': (values: { package: string }) =>
    l10n.t(
      'The model cannot be built: the package {package} is neither in the workspace, nor in its environment as source, nor among those that SkipScope stands in for.',
      values,
    ),
  'python.package-fails': (values: { package: string; text: string }) =>
    l10n.t(
      'The model cannot be built: the package {package} of its environment cannot be imported without a PyTorch ({text}).',
      values,
    ),
  'python.operation': (values: { operation: string }) =>
    l10n.t(
      'The model cannot be built: SkipScope does not know the operation {operation} without a PyTorch.',
      values,
    ),
  'python.needs-values': (values: { operation: string }) =>
    l10n.t(
      'The model cannot be built: it depends on the values of a tensor ({operation}), and without a PyTorch only shapes are computed.',
      values,
    ),
  'python.raised': (values: { kind: string; text: string }) =>
    l10n.t('The model code raised {kind}: {text}', values),
  'python.refused': (values: { what: string }) =>
    l10n.t(
      'The model cannot be built: its code called {what}, which model code may not do.',
      values,
    ),
  'python.out-of-memory': () =>
    l10n.t('The model code needed more memory than Python has here; it was stopped.'),
  'python.no-model': (values: { file: string }) =>
    l10n.t('No model was made by this definition in {file}.', values),
  'python.up-to': (values: { file: string; line: number; reason: string }) =>
    l10n.t('The graph ends at line {line} of {file}. {reason}', values),
  'python.evaluated': (values: { file: string; line: number; reason: string }) =>
    l10n.t(
      'The graph is that of evaluation: training ends at line {line} of {file}. {reason}',
      values,
    ),
  'python.evaluated-up-to': (values: { file: string; line: number; reason: string }) =>
    l10n.t('The graph is that of evaluation and ends at line {line} of {file}. {reason}', values),
  'python.up-to-somewhere': (values: { reason: string }) =>
    l10n.t('The graph ends where the definition failed. {reason}', values),
  'python.not-lowered': (values: { operation: string }) =>
    l10n.t(
      'Gradients are not measured: TensorFlow.js does not run the operation {operation} of PyTorch.',
      values,
    ),
  'python.value-not-told': (values: { parameter: string }) =>
    l10n.t(
      'Gradients are not measured: the first value of {parameter} is computed from more numbers than are kept.',
      values,
    ),
  'python.weights-not-loaded': (values: { what: string }) =>
    l10n.t('Weights are not loaded here ({what}): all are drawn at random.', values),
  'python.draw-decides': (values: { place: string }) =>
    l10n.t(
      'The code of the network reads a random draw ({place}): it comes out as the likeliest, in every step.',
      values,
    ),
  'python.gradients-not-measured': () =>
    l10n.t('Gradients of Python definitions are not measured without a PyTorch yet.'),
  'python.unreadable-answer': (values: { fault: string }) =>
    l10n.t('The recording of this definition cannot be read ({fault}).', values),
  'python.not-started': (values: { reason: string }) =>
    l10n.t('The embedded Python did not start ({reason}).', values),
  'python.too-old': (values: { version: string; oldest: string }) =>
    l10n.t('Python {version} is older than {oldest}', values),
  'python.without-torch': (values: { version: string }) =>
    l10n.t('Python {version} has neither PyTorch nor Keras 3', values),
  'python.old-torch': (values: { version: string }) =>
    l10n.t('PyTorch {version} is older than 1.13', values),
  'python.torch-fails': (values: { version: string; reason: string }) =>
    l10n.t('PyTorch {version} cannot be imported ({reason})', values),
  'python.no-torch': (values: { reason: string }) =>
    l10n.t('The Python that was chosen has no PyTorch that can be used ({reason}).', values),
  'python.recordings-differ': () =>
    l10n.t(
      'The embedded Python recorded another sequence of operations than PyTorch; what is shown is that of PyTorch.',
    ),
  'python.helper-gone': (values: { reason: string }) =>
    l10n.t('The Python with PyTorch ended during the run ({reason}).', values),
  'python.unknown-loss': (values: { name: string }) =>
    l10n.t('PyTorch has no loss {name} that takes predictions and targets alone.', values),
  'python.unknown-optimizer': (values: { name: string }) =>
    l10n.t('PyTorch has no optimizer {name} that a plain training step can use.', values),
  'python.loss-refuses': (values: { why: string }) =>
    l10n.t('The loss refuses these targets ({why}).', values),
  'python.data-set': (values: { why: string }) =>
    l10n.t('The probe cannot use this data set: {why}', values),
  'python.data-set-needs-torch': (values: { name: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} is a data set of PyTorch, which only a Python with PyTorch gives; name one.',
      values,
    ),
  'python.torch-out-of-memory': () =>
    l10n.t('PyTorch needed more memory than there is; a smaller batch needs less.'),
  'python.no-notebook': (values: { file: string }) =>
    l10n.t('{file} is no notebook with code cells.', values),
};
