import '../kit/styles';
import './styles/colours.css';
import './styles/page.css';
import './styles/scene.css';
import './styles/marks.css';
import './styles/legend.css';
import './styles/chart.css';
import './styles/outline.css';
import './styles/lists.css';
import './styles/inspector.css';
import layoutSource from 'worker:./layout/worker';
import { startPage } from '../kit/start';
import { openSurroundings } from './host/surroundings';
import { LayoutClient } from './layout/layoutClient';
import { startPanel } from './panel';

startPage();
const root = document.getElementById('skipscope');
if (root) startPanel(root, openSurroundings(), new LayoutClient(layoutSource));
