import { createRoot } from 'react-dom/client';
import { ClientWindow } from './client-window.tsx';
import { readPerson } from './host-server.ts';
import './calls.ts';
import './styles.css';

// The app is told at its start whether it was added.
await readPerson();
const root = document.getElementById('root');
if (root) createRoot(root).render(<ClientWindow />);
