// First: the others take their words when they are loaded.
import '../kit/words';
import '../kit/styles/theme.css';
import './styles/page.css';
import './styles/scene.css';
import './styles/marks.css';
import './styles/legend.css';
import '../kit/styles/chart.css';
import '../kit/styles/tabs.css';
import './styles/outline.css';
import './styles/lists.css';
import './styles/inspector.css';
import './styles/export.css';
import layoutSource from 'worker:./layout/worker';
import { openSurroundings } from './host/surroundings';
import { LayoutClient } from './layout/layoutClient';
import { startPanel } from './panel';
import { registerToolkit } from '../kit/toolkit';

registerToolkit();
const root = document.getElementById('skipscope');
if (root) startPanel(root, openSurroundings(), new LayoutClient(layoutSource));
