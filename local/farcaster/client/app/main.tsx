import { createRoot } from 'react-dom/client';
import { ClientWindow } from './client-window.tsx';
import './calls.ts';
import './styles.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<ClientWindow />);
