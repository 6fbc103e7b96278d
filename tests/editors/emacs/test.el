;;; test.el --- Uses Emacs with editors/emacs/sumlint.el as somebody who writes would  -*- lexical-binding: t -*-
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:
;; Keys go in, as a keyboard macro, and what is in the buffer is looked at.  Prints TAP.

;;; Code:

(defvar eglot-lsp-context)
(defconst test-timeout 30)
(defvar test-number 0)
(defvar test-failed 0)
(defconst test-bad (expand-file-name "desk/summaries/names.md"))
(defconst test-copy (expand-file-name "desk/summaries/copy.md"))
(defconst test-config (expand-file-name "desk/.sumlint.yaml"))
(defconst test-plain (expand-file-name "desk/summaries/plain.txt"))
(defconst test-elsewhere (expand-file-name "elsewhere/notes.md"))

(defun say (&rest text) (princ (concat (apply #'format text) "\n")))

(defun be-idle ()
  "What happens when no key is pressed for a while; without a terminal Emacs is never idle."
  (dolist (timer (copy-sequence timer-idle-list)) (timer-event-handler timer)))

(defun await (what ask)
  "The first answer of ASK that is not nil; WHAT is waited for."
  (let ((until (+ (float-time) test-timeout)) answer)
    (while (not (setq answer (funcall ask)))
      (when (> (float-time) until)
        (error "Waited in vain for %s" what))
      (be-idle)
      (read-event nil nil 0.02)) ; takes what processes print, and news of files
    answer))

(defun equals (found expected)
  (unless (equal found expected) (error "Found %S, expected %S" found expected)))

(defun keys (text) (execute-kbd-macro (kbd text)))

(defun line (number)
  (save-excursion
    (goto-char (point-min))
    (forward-line (1- number))
    (buffer-substring-no-properties (line-beginning-position) (line-end-position))))

(defun to (number &optional column)
  (goto-char (point-min))
  (forward-line (1- number))
  (forward-char (or column 0)))

(defun problems ()
  "Line, column, end and text of all problems, in order; columns count from 0, in characters."
  (mapcar (lambda (d)
            (save-excursion
              (goto-char (flymake-diagnostic-beg d))
              (list (line-number-at-pos) (- (point) (line-beginning-position)) (- (flymake-diagnostic-end d) (line-beginning-position)) (flymake-diagnostic-type d)
                    (car (split-string (flymake-diagnostic-text d) "\n")))))
          (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(defun rules ()
  (mapcar (lambda (p) (and (string-match "\\[\\(.*?\\)\\]" (nth 4 p)) (match-string 1 (nth 4 p)))) (problems)))

(defun await-rules (&rest expected)
  (await (format "the problems %S" expected) (lambda () (or (equal (rules) expected) (and (null expected) (null (rules)))))))

(defun open-file (path)
  (keys (format "C-x C-f C-a C-k %s RET" path))
  (set-buffer (window-buffer))
  (keys "C-a")) ; Flymake begins with the next command

(defmacro case (name path &rest body)
  (declare (indent 2))
  `(progn
     (setq test-number (1+ test-number))
     (condition-case problem
         (save-current-buffer
           (open-file ,path)
           ,@body
           (say "ok %d - %s" test-number ,name))
       (error
        (setq test-failed (1+ test-failed))
        (say "not ok %d - %s" test-number ,name)
        (say "# %s" (replace-regexp-in-string "\n" "\n# " (error-message-string problem)))
        (when (= test-number 1)
          (say "Bail out! Nothing comes from the server")
          (kill-emacs 1))))
     (ignore-errors (eglot-shutdown-all))
     (dolist (buffer (buffer-list))
       (when (buffer-file-name buffer)
         (with-current-buffer buffer (set-buffer-modified-p nil))
         (kill-buffer buffer)))))

(defun await-bad () (await-rules "title/punctuation" "topics/alias"))

(case "a bad document is underlined where it is bad" test-bad
  (await-bad)
  (equals (problems)
          '((1 23 24 eglot-warning "sumlint [title/punctuation]: the title ends with “.”")
            (27 2 15 eglot-error "sumlint [topics/alias]: “Open research” is an alternative label of the topic “Open Science”"))))

(case "what is typed is checked" test-bad
  (await-bad)
  (to 1 23)
  (keys "C-d")
  (await-rules "topics/alias")
  (keys "! C-b C-d .")
  (await-bad))

(case "a code action mends a topic" test-bad
  (await-bad)
  (to 27 4)
  (keys "M-x eglot-code-actions RET RET") ; the preferred one
  (equals (line 27) "- Open Science")
  (await-rules "title/punctuation"))

(case "a topic of several words is completed" test-bad
  (await-bad)
  (to 29)
  (keys "C-e C-j C-a C-k -  SPC Software SPC Archi C-M-i")
  (equals (line 30) "- Software Architecture")
  (await-bad))

(case "an alternative label is completed with the preferred one" test-bad
  (await-bad)
  (to 29)
  (keys "C-a C-k - SPC GOFA C-M-i")
  (equals (line 29) "- Symbolic AI"))

(case "a tag behind a label is completed" test-bad
  (await-bad)
  (to 31)
  (keys "C-e , SPC Research SPC Eng C-M-i")
  (equals (line 31) "**Best for:** Research Scientist, Research Engineer"))

(case "a heading is completed" test-bad
  (await-bad)
  (to 8)
  (keys "C-k ## SPC Key SPC ta C-M-i")
  (equals (line 8) "## Key takeaway"))

(case "a publisher is completed" test-bad
  (await-bad)
  (to 33)
  (keys "C-e C-b M-DEL M-DEL CAC C-M-i")
  (equals (substring (line 33) -39) "published by Communications of the ACM."))

(case "a heading of plain text is completed" test-plain
  (insert "Ways to name things\n\nKey ta")
  (keys "C-M-i")
  (equals (line 3) "Key takeaway"))

(case "a rule in a suppression is completed" test-bad
  (await-bad)
  (to 27)
  (end-of-line)
  (insert " <!-- sumlint-disable-line topics/al")
  (keys "C-M-i SPC - - >")
  (equals (line 27) "- Open research <!-- sumlint-disable-line topics/alias -->")
  (await-rules "title/punctuation"))

(case "eldoc shows the entry of a topic" test-bad
  (await-bad)
  (to 27 4)
  (let (shown)
    (add-hook 'eldoc-display-functions (lambda (docs _) (setq shown (mapconcat #'car docs "\n"))) nil t)
    (keys "M-x eldoc RET")
    (await "the entry" (lambda () (and shown (string-match-p "Open Science" shown) (string-match-p "Also:.*Open research" shown))))))

(case "M-x sumlint-fix makes all safe fixes" test-bad
  (await-bad)
  (keys "M-x sumlint-fix RET")
  (equals (line 1) "# Ways to name things 🦉")
  (equals (line 27) "- Open Science")
  (await-rules))

(setq sumlint-fix-on-save t)
(copy-file test-bad test-copy)
(case "fixes are made before a document is saved, if asked for" test-copy
  (await-bad)
  (to 29)
  (keys "C-e C-j - SPC Open SPC Access C-x C-s")
  (equals (buffer-modified-p) nil)
  (equals (line 27) "- Open Science"))
(setq sumlint-fix-on-save nil)

(case "a config counts when it is saved" test-bad
  (await-bad)
  (with-temp-file test-config (insert "extends: summary\nrules: { title/punctuation: off }\n"))
  (await-rules "topics/alias")
  (with-temp-file test-config (insert "extends: summary\n"))
  (await-bad))

(case "plain text is checked, and the folder of the config is the project" test-plain
  (insert "Ways to name things.\n")
  (await "problems" (lambda () (member "title/punctuation" (rules))))
  (equals (file-name-as-directory (project-root (let ((eglot-lsp-context t)) (project-current))))
          (file-name-directory test-config)))

(case "where no config is, nothing is started" test-elsewhere
  (equals (eglot-current-server) nil)
  (open-file test-bad)
  (await-bad))

(setq sumlint-everywhere t)
(case "unless it is asked for" test-elsewhere
  (await "problems" (lambda () (> (length (rules)) 3))))
(setq sumlint-everywhere nil)

(setq sumlint-command '("sumlint-of-yesterday" "lsp"))
(case "a server that is not there is told once" test-bad
  (open-file test-copy)
  (with-current-buffer "*Warnings*"
    (equals (how-many "There is no program `sumlint-of-yesterday'" (point-min)) 1)))

(say "1..%d" test-number)
(kill-emacs (if (> test-failed 0) 1 0))

;;; test.el ends here
