-- Renders bodies with pandoc: a line with a size in bytes and so many bytes in, the same behind "ok" or "no" out.
-- Run as a filter of an empty document: one process renders any number of pages.

-- Formulas, and what is raw for another format than HTML, are shown as code, to be compared to the letter.
-- Columns have no widths: pandoc gives them some as soon as one row of a table is a long line.
local shown = {
  Math = function(math)
    return pandoc.Code(math.text, { class = math.mathtype })
  end,
  Table = function(table)
    for _, column in ipairs(table.colspecs) do
      column[2] = nil
    end
    return table
  end,
  RawInline = function(raw)
    return raw.format ~= "html" and pandoc.Code(raw.text, { class = "raw-" .. raw.format }) or nil
  end,
  RawBlock = function(raw)
    return raw.format ~= "html" and pandoc.CodeBlock(raw.text, { class = "raw-" .. raw.format }) or nil
  end,
}

local function render(text)
  local read = pandoc.read(text, "markdown")
  return pandoc.write(pandoc.Pandoc(read.blocks):walk(shown), "html")
end

for size in io.stdin:lines() do
  local size_in_bytes = tonumber(size)
  local text = size_in_bytes > 0 and io.stdin:read(size_in_bytes) or ""
  local good, answer = pcall(render, text)
  answer = tostring(answer)
  io.stdout:write(good and "ok " or "no ", #answer, "\n", answer)
  io.stdout:flush()
end
