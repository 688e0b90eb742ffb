/** Read each line as "a room, then everything it may import". Anything unlisted is refused. */
exports.rooms = {
  'src/shared/base': [],
  'src/shared/network': ['src/shared/base'],
  'src/shared/model': ['src/shared/base', 'src/shared/network'],
  'src/shared/report': ['src/shared/base', 'src/shared/network', 'src/shared/model'],
  'src/shared/words': [
    'src/shared/base',
    'src/shared/network',
    'src/shared/model',
    'src/shared/report',
    'src/shared/protocol',
  ],
  'src/shared/protocol': [
    'src/shared/base',
    'src/shared/network',
    'src/shared/model',
    'src/shared/report',
  ],
  'src/detection': ['src/shared'],
  'src/analysis': ['src/shared'],
  'src/export': ['src/shared'],
  'src/workspace': ['src/shared', 'src/detection'],
  'src/engine': ['src/shared', 'src/detection', 'src/workspace', 'src/analysis'],
  'src/engineClient': ['src/shared'],
  'src/runtimes': ['src/shared', 'src/engineClient'],
  'src/extension': [
    'src/shared',
    'src/analysis/comparison',
    'src/export',
    'src/detection',
    'src/workspace',
    'src/engineClient',
    'src/runtimes',
  ],
  'src/cli': [
    'src/shared',
    'src/analysis/comparison',
    'src/export',
    'src/detection',
    'src/workspace',
    'src/engineClient',
    'src/runtimes',
  ],
  webview: ['src/shared', 'src/analysis', 'src/export'],
};

/** A third-party module, then the only rooms that may use it. */
exports.packages = {
  vscode: ['src/extension'],
  '@tensorflow': ['src/engine'],
  elkjs: ['webview/graph/layout'],
  '@vscode/webview-ui-toolkit': ['webview/kit'],
  'd3-zoom': ['webview/graph/scene'],
  'd3-selection': ['webview/graph/scene'],
  flatbush: ['webview/graph/scene'],
  uplot: ['webview/graph/panels'],
  typescript: ['src/detection/javascript', 'src/engine/frontends'],
};
