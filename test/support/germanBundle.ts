/** A sample of a German bundle: the texts of the situations in which no decision may hang on a language. */
export const germanTexts: Readonly<Record<string, string>> = {
  '{package} found no CUDA device.': '{package} hat kein CUDA-Gerät gefunden.',
  'The backend cannot run here: {reason}': 'Das Backend läuft hier nicht: {reason}',
  'Install it with {0}.': 'Mit {0} lässt es sich installieren.',
  'With an NVIDIA GPU: {0}.': 'Mit einer NVIDIA-GPU: {0}.',
  'This is not a model file that SkipScope can read: {0}':
    'Das ist keine Modelldatei, die SkipScope lesen kann: {0}',
  'The model cannot be built: its code called {call}, which model code may not do.':
    'Das Modell lässt sich nicht bauen: Sein Code hat {call} aufgerufen, was er nicht darf.',
  '{file} is not a report of this version of SkipScope.':
    '{file} ist kein Bericht dieser Version von SkipScope.',
  'The gradient vanishes on its way back through {depth}: RMS {last} at the last, {first} at {layers} (median of {seeds} seeds).':
    'Der Gradient verschwindet auf dem Rückweg durch {depth}: RMS {last} an der letzten, {first} an {layers} (Median aus {seeds} Läufen).',
  'Add identity shortcuts around pairs of these layers, or replace their saturating activations by ReLU with He initialisation.':
    'Je zwei dieser Schichten mit einer Identität umgehen, oder ihre sättigenden Aktivierungen durch ReLU mit He-Initialisierung ersetzen.',
  '{0} weighted layer': '{0} gewichtete Schicht',
  '{0} weighted layers': '{0} gewichtete Schichten',
  '{0} more layer': '{0} weitere Schicht',
  '{0} more layers': '{0} weitere Schichten',
  '{0} and {1}': '{0} und {1}',
  'not asked for': 'nicht angefordert',
  'fork {0}': 'Gabelung {0}',
  probe: 'Messung',
};
