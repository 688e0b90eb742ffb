/** Read each line as "a room, then everything it may import". Anything unlisted is refused. */
exports.rooms = {
  'src/shared/base': [],
  'src/shared/network': ['src/shared/base'],
  'src/shared/report': ['src/shared/base', 'src/shared/network'],
  'src/shared/protocol': ['src/shared/base', 'src/shared/network', 'src/shared/report'],
  'src/detection': ['src/shared'],
  'src/analysis': ['src/shared'],
  'src/workspace': ['src/shared', 'src/detection'],
  'src/engine': ['src/shared', 'src/detection', 'src/workspace', 'src/analysis'],
  'src/engineClient': ['src/shared'],
  'src/engineSetup': ['src/shared', 'src/engineClient'],
  'src/extension': [
    'src/shared',
    'src/detection',
    'src/workspace',
    'src/engineClient',
    'src/engineSetup',
  ],
  'src/cli': [
    'src/shared',
    'src/detection',
    'src/workspace',
    'src/engineClient',
    'src/engineSetup',
  ],
  webview: ['src/shared', 'src/analysis'],
};

/** A third-party module, then the only rooms that may use it. */
exports.packages = {
  vscode: ['src/extension'],
  '@tensorflow': ['src/engine'],
  elkjs: ['webview/layout'],
  '@vscode/webview-ui-toolkit': ['webview/panels'],
  'd3-zoom': ['webview/scene'],
  'd3-selection': ['webview/scene'],
  flatbush: ['webview/scene'],
  uplot: ['webview/panels'],
  typescript: ['src/detection', 'src/engine/frontends'],
};
