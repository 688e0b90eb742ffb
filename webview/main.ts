// First: the others take their words when they are loaded.
import './words';
import './styles/theme.css';
import './styles/page.css';
import './styles/scene.css';
import './styles/marks.css';
import './styles/legend.css';
import './styles/chart.css';
import './styles/tabs.css';
import './styles/outline.css';
import './styles/lists.css';
import './styles/inspector.css';
import './styles/export.css';
import layoutSource from 'worker:./layout/worker';
import { openSurroundings } from './bridge';
import { LayoutClient } from './layout/layoutClient';
import { startPanel } from './panel';
import { registerToolkit } from './panels/toolkit';

registerToolkit();
const root = document.getElementById('skipscope');
if (root) startPanel(root, openSurroundings(), new LayoutClient(layoutSource));
