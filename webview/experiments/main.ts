import '../kit/styles';
import './styles/page.css';
import './styles/card.css';
import { startPage } from '../kit/start';
import { startExperiments } from './startExperiments';

startPage();
const root = document.getElementById('skipscope');
if (root) startExperiments(root);
