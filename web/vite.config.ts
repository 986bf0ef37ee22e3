import { defineConfig } from "vite";

// One script and one style sheet without hashes in their names: the package ships them as they are.
export default defineConfig({
  base: "/static/",
  build: {
    outDir: "../src/starleague/ui/static",
    emptyOutDir: true,
    target: "es2022",
    assetsDir: "",
    modulePreload: false,
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: {
        codeSplitting: false,
        entryFileNames: "page.js",
        chunkFileNames: "page-[name].js",
        assetFileNames: "page.[ext]",
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8765", "/ws": { target: "ws://127.0.0.1:8765", ws: true } } },
});
