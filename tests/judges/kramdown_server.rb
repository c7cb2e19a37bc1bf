# Renders bodies with kramdown as Jekyll configures it: one JSON string a line in, one JSON object a line out.
require "json"
require "timeout"
require "kramdown"
require "kramdown-parser-gfm"

Encoding.default_external = Encoding.default_internal = Encoding::UTF_8
$stdin.set_encoding(Encoding::UTF_8)
$stdout.set_encoding(Encoding::UTF_8)

# Jekyll's defaults (lib/jekyll/configuration.rb), but for the highlighter: it would cut code into spans.
OPTIONS = {
  input: "GFM",
  auto_ids: true,
  toc_levels: "1..6",
  entity_output: "as_char",
  smart_quotes: "lsquo,rsquo,ldquo,rdquo",
  hard_wrap: false,
  guess_lang: true,
  footnote_nr: 1,
  syntax_highlighter: nil,
}.freeze
SECONDS_A_PAGE = 120

$stdin.each_line do |line|
  body = JSON.parse(line)
  answer =
    begin
      { html: Timeout.timeout(SECONDS_A_PAGE) { Kramdown::Document.new(body, OPTIONS).to_html } }
    rescue StandardError, SystemStackError => error
      { error: "#{error.class}: #{error.message}" }
    end
  $stdout.puts(JSON.generate(answer))
  $stdout.flush
end
