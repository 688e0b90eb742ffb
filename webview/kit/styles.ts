// All styles of the kit; a panel adds its own after them.
import './styles/theme.css';
import './styles/base.css';
import './styles/toolkit.css';
import './styles/vscodeElements.css';
import './styles/chart.css';
import './styles/facts.css';
import './styles/menu.css';
import './styles/notice.css';
import './styles/toolbar.css';
import './styles/tooltip.css';
