-- Opens a file in Neovim with idlint as its language server, waits for diagnostics, types until they are gone, and prints both as JSON.
-- nvim --headless -u NONE -l is newer than Debian's: run with `nvim --headless -u NONE -c 'luafile …'`. IDLINT, FOLDER, FILE, LINE, REPLACEMENT: environment.
local env = vim.env
local function codes(buffer)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, diagnostic.code .. ':' .. (diagnostic.lnum + 1))
  end
  return found
end
local function done(result)
  io.stdout:write('RESULT ' .. vim.fn.json_encode(result) .. '\n')
  vim.cmd('qa!')
end

vim.cmd('edit ' .. env.FOLDER .. '/' .. env.FILE)
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({ name = 'idlint', cmd = { 'node', env.IDLINT, 'lsp', '--stdio' }, root_dir = env.FOLDER })
vim.lsp.buf_attach_client(buffer, client)
local result = {}
vim.wait(30000, function() return #codes(buffer) > 0 end, 50)
result.before = codes(buffer)
local line = tonumber(env.LINE)
vim.api.nvim_buf_set_lines(buffer, line - 1, line, true, { env.REPLACEMENT })
vim.wait(30000, function() return #codes(buffer) == 0 end, 50)
result.after = codes(buffer)
done(result)
