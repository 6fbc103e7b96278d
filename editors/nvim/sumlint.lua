-- SPDX-License-Identifier: Apache-2.0
-- sumlint in Neovim, 0.7 and later, by its built-in client. It belongs into ~/.config/nvim/plugin/, and needs no plugin manager.
--
-- What may be set in init.lua, with what counts where it is not:
--   vim.g.sumlint = {
--     cmd = { 'sumlint', 'lsp' },  -- the server and its options
--     everywhere = false,          -- true: check Markdown and plain text that no .sumlint.yaml is for, too
--     fix_on_save = false,         -- true: make the safe fixes before a document is written
--   }

local options = vim.tbl_extend('keep', vim.g.sumlint or {}, { cmd = { 'sumlint', 'lsp' }, everywhere = false, fix_on_save = false })
local documents = { markdown = true, text = true }
local group = vim.api.nvim_create_augroup('sumlint', {})
local missing_is_told = false
local clients = {} -- of Neovim 0.7, by root folder

-- The file or folder of that name at or above a folder; nil where there is none. (vim.fs came with 0.8.)
local function above(folder, name)
  local path = vim.fn.fnameescape(folder) .. ';'
  local file = vim.fn.findfile(name, path)
  local found = file ~= '' and file or vim.fn.finddir(name, path)
  return found ~= '' and vim.fn.fnamemodify(found, ':p'):gsub('/$', '') or nil
end

-- The repository that has the config, so that terms are found and renamed in all of it; else the config's folder.
local function root_of(folder)
  local config = above(folder, '.sumlint.yaml')
  local start = config and vim.fn.fnamemodify(config, ':h') or options.everywhere and folder
  if not start then
    return nil
  end
  local git = above(start, '.git')
  return git and vim.fn.fnamemodify(git, ':h') or start
end

local function fix(buffer)
  vim.api.nvim_buf_call(buffer, function()
    if vim.lsp.buf.format then
      vim.lsp.buf.format({ name = 'sumlint', timeout_ms = 5000 })
    else -- Neovim 0.7
      vim.lsp.buf.formatting_sync(nil, 5000)
    end
  end)
end

-- The keys that later versions of Neovim have from the start, where they are free.
local keys = {
  K = vim.lsp.buf.hover,
  gra = vim.lsp.buf.code_action,
  grn = vim.lsp.buf.rename,
  grr = vim.lsp.buf.references,
  gO = vim.lsp.buf.document_symbol,
}

local function set_up_buffer(_, buffer)
  if not documents[vim.bo[buffer].filetype] then
    return
  end
  vim.bo[buffer].omnifunc = 'v:lua.vim.lsp.omnifunc' -- CTRL-X CTRL-O completes
  vim.bo[buffer].tagfunc = 'v:lua.vim.lsp.tagfunc' -- CTRL-] goes to the definition of a term
  for key, action in pairs(keys) do
    if vim.fn.maparg(key, 'n') == '' then
      vim.keymap.set('n', key, action, { buffer = buffer, desc = 'sumlint' })
    end
  end
  vim.api.nvim_buf_create_user_command(buffer, 'SumlintFix', function() fix(buffer) end, { desc = 'Make the safe fixes of sumlint' })
  if options.fix_on_save then
    vim.api.nvim_create_autocmd('BufWritePre', { group = group, buffer = buffer, callback = function() fix(buffer) end })
  end
end

-- vim.lsp.start came with 0.8: one server a root folder.
local function start(config, buffer)
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  local client = clients[config.root_dir]
  if not client or vim.lsp.client_is_stopped(client) then
    client = vim.lsp.start_client(config)
    clients[config.root_dir] = client
  end
  if client then
    vim.lsp.buf_attach_client(buffer, client)
  end
end

local function begin(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  if name == '' or name:match('^%a[%w+.-]*://') or vim.bo[buffer].buftype ~= '' then
    return
  end
  local root = root_of(vim.fn.fnamemodify(name, ':p:h'))
  if not root then
    return
  end
  if vim.fn.executable(options.cmd[1]) == 0 then
    if not missing_is_told then
      missing_is_told = true
      vim.notify("sumlint: there is no program '" .. options.cmd[1] .. "': install it, or set its path in vim.g.sumlint", vim.log.levels.WARN)
    end
    return
  end
  start({
    name = 'sumlint',
    cmd = options.cmd,
    root_dir = root,
    on_attach = set_up_buffer,
    get_language_id = function(_, filetype) return filetype == 'text' and 'plaintext' or filetype end,
  }, buffer)
end

-- YAML too: what is wrong with a config or a vocabulary is shown in it, and it counts as soon as it is saved.
vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = { 'markdown', 'text', 'yaml' },
  callback = function(event) begin(event.buf) end,
})
