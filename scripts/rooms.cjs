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
  'webview/kit': ['src/shared/base', 'src/shared/protocol'],
  'webview/graph/state': ['webview/kit', 'src/shared', 'src/analysis/comparison'],
  'webview/graph/layout': ['webview/graph/state', 'src/shared'],
  'webview/graph/scene': [
    'webview/kit',
    'webview/graph/state',
    'webview/graph/layout',
    'src/shared',
  ],
  'webview/graph/host': ['webview/kit', 'webview/graph/state', 'src/shared'],
  'webview/graph/panels': [
    'webview/kit',
    'webview/graph/state',
    'webview/graph/scene',
    'webview/graph/host',
    'src/shared',
  ],
  'webview/graph/export': [
    'webview/kit',
    'webview/graph/scene',
    'webview/graph/host',
    'src/shared',
    'src/export',
  ],
  'webview/graph': ['webview/kit', 'src/shared', 'src/analysis/comparison', 'src/export'],
};

/** Folders whose folders stand side by side: none of them imports another one. */
exports.apart = ['src/extension/features'];

/** A third-party module, then the only rooms or files that may use it. */
exports.packages = {
  vscode: ['src/extension'],
  '@tensorflow': ['src/engine'],
  elkjs: ['webview/graph/layout'],
  '@vscode/webview-ui-toolkit': ['webview/kit/toolkit.ts'],
  '@vscode-elements/elements': ['webview/kit/vscodeElements.ts'],
  'd3-zoom': ['webview/graph/scene'],
  'd3-selection': ['webview/graph/scene'],
  flatbush: ['webview/graph/scene'],
  uplot: ['webview/kit'],
  typescript: ['src/detection/javascript', 'src/engine/frontends'],
};
