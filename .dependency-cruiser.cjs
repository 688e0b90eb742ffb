/** Read each line as "a room, then everything it may import". Anything unlisted is refused. */
const rooms = {
  'src/shared/base': [],
  'src/shared/network': ['src/shared/base'],
  'src/shared/report': ['src/shared/base', 'src/shared/network'],
  'src/shared/protocol': ['src/shared/base', 'src/shared/network', 'src/shared/report'],
  'src/detection': ['src/shared'],
  'src/analysis': ['src/shared'],
  'src/engine': ['src/shared', 'src/detection', 'src/analysis'],
  'src/engineClient': ['src/shared'],
  'src/extension': ['src/shared', 'src/detection', 'src/engineClient'],
  'src/cli': ['src/shared', 'src/detection', 'src/engineClient'],
  webview: ['src/shared', 'src/analysis'],
};

/** A third-party module, then the only rooms that may use it. */
const packages = {
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

const folder = (paths) => `^(${paths.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-forgotten-room',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: folder(Object.keys(rooms)) },
      to: {},
    },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `from-${room}`,
      severity: 'error',
      from: { path: folder([room]) },
      to: { path: '^(src|webview|examples|scripts)/', pathNot: folder([room, ...allowed]) },
    })),
    ...Object.entries(packages).map(([name, homes]) => ({
      name: `only-these-use-${name}`,
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: folder(homes) },
      to: { path: `^${name}$|node_modules/(@types/)?${name}(/|$)` },
    })),
    {
      name: 'node-stays-in-processes',
      severity: 'error',
      from: { path: folder(['src/shared', 'src/detection', 'src/analysis', 'webview']) },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out)/' },
  },
};
