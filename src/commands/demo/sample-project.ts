const packageJson = {
  name: 'inventory',
  private: true,
  version: '1.0.0',
  type: 'module',
  scripts: { dev: 'vite', build: 'vite build', preview: 'vite preview' },
  dependencies: { react: '^19.2.0', 'react-dom': '^19.2.0' },
  devDependencies: { '@vitejs/plugin-react': '^5.1.0', vite: '^7.2.0' },
};

/** A small React app with Vite, which the demo initialises: texts by path in the project. */
export const sampleFiles: Readonly<Record<string, string>> = {
  'package.json': `${JSON.stringify(packageJson, null, 2)}\n`,
  'vite.config.js': "import react from '@vitejs/plugin-react';\n\nexport default { plugins: [react()] };\n",
  'index.html':
    '<!doctype html>\n<title>Inventory</title>\n<div id="root"></div>\n<script type="module" src="/src/main.jsx"></script>\n',
  'src/main.jsx':
    "import { createRoot } from 'react-dom/client';\nimport { App } from './app.jsx';\n\ncreateRoot(document.getElementById('root')).render(<App />);\n",
  'src/app.jsx': 'export function App() {\n  return <h1>Inventory</h1>;\n}\n',
};
