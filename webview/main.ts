import './styles/theme.css';
import './styles/page.css';
import './styles/panels.css';
import layoutSource from 'worker:./layout/worker';
import { openSurroundings } from './bridge';
import { LayoutClient } from './layout/layoutClient';
import { startPanel } from './panel';
import { registerToolkit } from './panels/toolkit';

registerToolkit();
const root = document.getElementById('skipscope');
if (root) startPanel(root, openSurroundings(), new LayoutClient(layoutSource));
