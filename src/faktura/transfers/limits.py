"""The limits of files that come in."""

ROWS_MAX = 100_000
COLUMNS_MAX = 500
CELL_LENGTH_MAX = 32_767
LINE_BYTES_MAX = 2 * 1024 * 1024
"""The longest line of a file of JSON lines."""
SHEET_FILES_MAX = 1_000
"""The files inside an XLSX file."""
SHEET_BYTES_MAX = 256 * 1024 * 1024
"""An XLSX file, unpacked."""
SHEET_RATIO_MAX = 200
"""How many times larger a file inside an XLSX file may become when it is unpacked."""
SHEET_TEXTS_BYTES_MAX = 64 * 1024 * 1024
"""The table of texts inside an XLSX file, which is held in memory."""
FILE_DAYS = 7
"""The days for which a file that came in or went out is kept."""
