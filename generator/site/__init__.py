"""The reference site: one HTML file, made from the spec, in English and Chinese. Imported only when it is built."""
