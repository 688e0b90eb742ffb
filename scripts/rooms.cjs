/**
 * Read each line as "a room, then everything it may import". Anything unlisted is refused. A room within a
 * room keeps to both lines.
 */
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
    'src/export',
    'src/detection',
    'src/workspace',
    'src/engineClient',
    'src/runtimes',
  ],
  'src/extension/core': [
    'src/shared',
    'src/export',
    'src/detection',
    'src/workspace',
    'src/engineClient',
  ],
  'src/extension/features': ['src/shared', 'src/detection', 'src/runtimes', 'src/extension/core'],
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

/** Folders whose folders stand side by side: none of them imports another one. */
exports.apart = ['src/extension/features'];

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
  typescript: ['src/detection/javascript', 'src/engine/frontends'],
};
