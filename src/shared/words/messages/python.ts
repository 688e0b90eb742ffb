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
      'The model cannot be built: the package {package} is neither in the workspace nor among those that SkipScope stands in for.',
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
  'python.gradients-not-measured': () =>
    l10n.t('Gradients of Python definitions are not measured without a PyTorch yet.'),
  'python.unreadable-answer': (values: { fault: string }) =>
    l10n.t('The recording of this definition cannot be read ({fault}).', values),
  'python.not-started': (values: { reason: string }) =>
    l10n.t('The embedded Python did not start ({reason}).', values),
  'python.no-notebook': (values: { file: string }) =>
    l10n.t('{file} is no notebook with code cells.', values),
};
