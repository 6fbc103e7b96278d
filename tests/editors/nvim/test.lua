-- SPDX-License-Identifier: Apache-2.0
-- Drives a second Neovim as a user would: keys go in, and what is in the buffer is looked at. Prints TAP.
-- The second one starts with nothing but editors/nvim/sumlint.lua in its folder of plugins (tests/editors/run.sh put it there).

local TIMEOUT = 30000
local number, failed, editor = 0, 0, nil

local function say(text) io.stdout:write(text .. '\n') end
local function equal(found, expected)
  if not vim.deep_equal(found, expected) then
    error('found ' .. vim.inspect(found) .. ', expected ' .. vim.inspect(expected), 2)
  end
end

local function call(method, ...) return vim.rpcrequest(editor, method, ...) end
local function lua(code, ...) return call('nvim_exec_lua', code, { ... }) end
local function keys(text) call('nvim_input', text) end
local function line(row) return call('nvim_buf_get_lines', 0, row - 1, row, true)[1] end
local function place(row, column) call('nvim_win_set_cursor', 0, { row, column }) end

-- The first answer of a function that is neither nil nor false.
local function await(what, ask)
  local answer
  if not vim.wait(TIMEOUT, function()
    answer = ask()
    return answer
  end, 20) then
    error('waited in vain for ' .. what .. '; messages: ' .. call('nvim_exec', 'messages', true), 2)
  end
  return answer
end

local function diagnostics()
  return lua([[return vim.tbl_map(function(d)
    return { code = d.code or d.user_data.lsp.code, row = d.lnum + 1, column = d.col, end_column = d.end_col, severity = d.severity, source = d.source }
  end, vim.diagnostic.get(0))]])
end

local function await_rules(...)
  local expected = { ... }
  await('the problems ' .. vim.inspect(expected), function()
    return vim.deep_equal(vim.tbl_map(function(d) return d.code end, diagnostics()), expected)
  end)
end

local function open(path, before)
  editor = vim.fn.jobstart({ vim.v.progpath, '--embed', '--headless', '-i', 'NONE', '-n' }, { rpc = true })
  if before then
    call('nvim_exec', before, false)
  end
  call('nvim_command', 'edit ' .. path)
end

local function close()
  vim.fn.rpcnotify(editor, 'nvim_command', 'qall!')
  vim.fn.jobwait({ editor }, TIMEOUT)
end

local function case(name, path, run, before)
  number = number + 1
  local good, why = xpcall(function()
    open(path, before)
    run()
  end, debug.traceback)
  pcall(close)
  failed = failed + (good and 0 or 1)
  say((good and 'ok ' or 'not ok ') .. number .. ' - ' .. name)
  if not good then
    say('# ' .. why:gsub('\n', '\n# '))
  end
  if not good and number == 1 then
    say('Bail out! Nothing comes from the server')
    vim.cmd('cquit 1')
  end
end

local BAD = 'desk/summaries/names.md'

case('a bad document is underlined where it is bad', BAD, function()
  await_rules('title/punctuation', 'topics/alias')
  equal(diagnostics(), {
    -- In bytes, as Neovim counts: the owl has four.
    { code = 'title/punctuation', row = 1, column = 26, end_column = 27, severity = 2, source = 'sumlint' },
    { code = 'topics/alias', row = 27, column = 2, end_column = 15, severity = 1, source = 'sumlint' },
  })
end)

case('what is typed is checked', BAD, function()
  await_rules('title/punctuation', 'topics/alias')
  place(1, 26)
  keys('x')
  await_rules('topics/alias')
  keys('u')
  await_rules('title/punctuation', 'topics/alias')
end)

case('a code action mends a topic', BAD, function()
  await_rules('title/punctuation', 'topics/alias')
  place(27, 4)
  -- A menu that takes the first one offered.
  lua([[vim.ui.select = function(items, options, choose)
    offered = vim.tbl_map(options.format_item, items)
    choose(items[1], 1)
  end]])
  keys('gra')
  await('the change', function() return line(27) == '- Open Science' end)
  local offered = lua('return offered')
  equal(offered, {
    'replace by “Open Science”', 'disable topics/alias on this line', 'explain topics/alias', 'apply all safe fixes of sumlint'
  })
  await_rules('title/punctuation')
end)

case('a topic is completed', BAD, function()
  await_rules('title/punctuation', 'topics/alias')
  place(29, 0)
  keys('o- Software Archi<C-x><C-o>')
  local menu = await('the menu', function()
    local info = call('nvim_call_function', 'complete_info', { { 'items' } })
    return #info.items > 0 and info.items
  end)
  equal(menu[1].word, 'Software Architecture')
  keys('<C-n><C-y><Esc>')
  await('the topic', function() return line(30) == '- Software Architecture' end)
  await_rules('title/punctuation', 'topics/alias')
end)

case('a heading is completed', BAD, function()
  await_rules('title/punctuation', 'topics/alias')
  call('nvim_command', '8delete')
  place(8, 0)
  keys('i## <C-x><C-o>') -- the only one that is missing: no menu
  await('the heading', function() return line(8) == '## Key takeaway' end)
end)

case('hovering over a topic shows its entry', BAD, function()
  await_rules('title/punctuation', 'topics/alias')
  place(27, 4)
  keys('K')
  local text = await('the window', function()
    for _, window in ipairs(call('nvim_list_wins')) do
      if call('nvim_win_get_config', window).relative ~= '' then
        return table.concat(call('nvim_buf_get_lines', call('nvim_win_get_buf', window), 0, -1, true), '\n')
      end
    end
  end)
  assert(text:find('Open Science', 1, true), text)
  assert(text:find('Also: .*Open research'), text)
end)

case(':SumlintFix makes all safe fixes', BAD, function()
  await_rules('title/punctuation', 'topics/alias')
  call('nvim_command', 'SumlintFix')
  equal(line(1), '# Ways to name things 🦉')
  equal(line(27), '- Open Science')
  await_rules()
end)

case('fixes are made before a document is written, if asked for', BAD, function()
  vim.fn.writefile(vim.fn.readfile(BAD), 'desk/summaries/copy.md')
  call('nvim_command', 'edit desk/summaries/copy.md')
  await_rules('title/punctuation', 'topics/alias')
  call('nvim_command', 'write')
  equal(vim.fn.readfile('desk/summaries/copy.md')[27], '- Open Science')
end, 'let g:sumlint = #{fix_on_save: v:true} | runtime plugin/sumlint.lua')

case('a config counts when it is saved, and shows what is wrong with it', BAD, function()
  await_rules('title/punctuation', 'topics/alias')
  call('nvim_command', 'split desk/.sumlint.yaml')
  keys('Gorules: { topics/alias: info, title/punctuation: of }<Esc>')
  keys(':write<CR>')
  await('the mistake in the config', function()
    local found = lua('return vim.diagnostic.get(0)')
    return #found == 1 and found[1].lnum == 1 and found[1].message:find('off', 1, true)
  end)
  keys('Gf}hi<BS>ff <Esc>:write<CR>')
  await('a config without mistakes', function() return #lua('return vim.diagnostic.get(0)') == 0 end)
  call('nvim_command', 'wincmd p')
  await_rules('topics/alias')
  equal(diagnostics()[1].severity, 3)
  vim.fn.writefile({ 'extends: summary' }, 'desk/.sumlint.yaml')
end)

case('two documents of a repository share a server', BAD, function()
  vim.fn.mkdir('desk/.git', 'p')
  vim.fn.writefile(vim.fn.readfile(BAD), 'desk/summaries/second.md')
  await_rules('title/punctuation', 'topics/alias')
  call('nvim_command', 'edit desk/summaries/second.md')
  await_rules('title/punctuation', 'topics/alias')
  equal(lua('return #vim.lsp.get_active_clients()'), 1)
  equal(lua('return vim.lsp.get_active_clients()[1].config.root_dir'), vim.fn.fnamemodify('desk', ':p'):gsub('/$', ''))
end)

case('later versions of Neovim are asked to start the server themselves', BAD, function()
  await_rules('title/punctuation', 'topics/alias')
  local started = lua('return started')
  equal({ started.name, started.buffer }, { 'sumlint', call('nvim_get_current_buf') })
end, [[lua << END
if not vim.lsp.start then
  vim.lsp.start = function(config, options)
    started = { name = config.name, buffer = options.bufnr }
    local client = vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(options.bufnr, client)
    return client
  end
else
  local start = vim.lsp.start
  vim.lsp.start = function(config, options)
    started = { name = config.name, buffer = options.bufnr }
    return start(config, options)
  end
end
END]])

case('where no config is, nothing is started', 'elsewhere/notes.md', function()
  equal(lua('return #vim.lsp.get_active_clients()'), 0)
  call('nvim_command', 'edit ' .. BAD)
  await_rules('title/punctuation', 'topics/alias')
end)

case('unless it is asked for', 'elsewhere/notes.md', function()
  await('problems', function() return #diagnostics() > 3 end)
end, 'let g:sumlint = #{everywhere: v:true} | runtime plugin/sumlint.lua')

case('a server that is not there is told once', BAD, function()
  await('the message', function()
    return call('nvim_exec', 'messages', true):find("there is no program 'sumlint-of-yesterday'", 1, true)
  end)
  call('nvim_command', 'edit ' .. BAD)
  local _, times = call('nvim_exec', 'messages', true):gsub('there is no program', '')
  equal(times, 1)
end, "let g:sumlint = #{cmd: ['sumlint-of-yesterday', 'lsp']} | runtime plugin/sumlint.lua")

say('1..' .. number)
vim.cmd(failed > 0 and 'cquit 1' or 'qall!')
