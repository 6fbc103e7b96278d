;;; sumlint.el --- Check summary documents while they are written  -*- lexical-binding: t -*-
;; SPDX-License-Identifier: Apache-2.0
;; Package-Requires: ((emacs "27.1") (eglot "1.9"))

;;; Commentary:
;; sumlint by eglot, which is part of Emacs 29, and for Emacs 27 and 28 a package (Debian: elpa-eglot).
;; It belongs into ~/.emacs.d/, and is loaded by the init file, where this may be set (here with what counts where it is not):
;;   (setq sumlint-command '("sumlint" "lsp") ; the server and its options
;;         sumlint-everywhere nil             ; t: check Markdown and plain text that no .sumlint.yaml is for, too
;;         sumlint-fix-on-save nil)           ; t: make the safe fixes before a document is saved
;;   (load "~/.emacs.d/sumlint")

;;; Code:

(require 'eglot)
(require 'thingatpt)

(defgroup sumlint nil "Check summary documents." :group 'text :prefix "sumlint-")

(defcustom sumlint-command '("sumlint" "lsp")
  "The server and its options." :type '(repeat string))

(defcustom sumlint-everywhere nil
  "Whether documents that no .sumlint.yaml is for are checked, too." :type 'boolean)

(defcustom sumlint-fix-on-save nil
  "Whether the safe fixes are made before a document is saved." :type 'boolean)

(defconst sumlint--modes '((markdown-mode :language-id "markdown") (gfm-mode :language-id "markdown") (text-mode :language-id "plaintext")))

(defvar sumlint--missing-is-told nil)

(define-minor-mode sumlint-mode
  "On in documents that sumlint checks."
  ;; In plain text this key would look a word up in a word list.
  :keymap (list (cons (kbd "C-M-i") #'completion-at-point)))

;; Without markdown-mode, Markdown is plain text to Emacs; sumlint goes by the name of the file.
(add-to-list 'auto-mode-alist '("\\.\\(?:md\\|markdown\\)\\'" . text-mode) t)

(defun sumlint--config-folder ()
  "The nearest folder with a .sumlint.yaml at or above this one."
  (locate-dominating-file default-directory ".sumlint.yaml"))

(defun sumlint--project (folder)
  "Where FOLDER is in no repository, the folder of the config is the project."
  (when (bound-and-true-p eglot-lsp-context)
    (let ((root (locate-dominating-file folder ".sumlint.yaml")))
      (and root (cons 'transient (expand-file-name root))))))
(add-hook 'project-find-functions #'sumlint--project t)

(defun sumlint-ensure ()
  "Have this document checked, where it is one of sumlint's."
  (when (and buffer-file-name
             (memq major-mode (mapcar #'car sumlint--modes))
             (or sumlint-everywhere (sumlint--config-folder)))
    (cond ((executable-find (car sumlint-command))
           ;; In this buffer alone: elsewhere, Markdown may have another server.
           (setq-local eglot-server-programs (cons (cons sumlint--modes sumlint-command) eglot-server-programs))
           (eglot-ensure))
          ((not sumlint--missing-is-told)
           (setq sumlint--missing-is-told t)
           (display-warning 'sumlint (format "There is no program `%s': install it, or customize `sumlint-command'" (car sumlint-command)))))))
(add-hook 'text-mode-hook #'sumlint-ensure)

(defun sumlint-fix ()
  "Make all safe fixes in this document."
  (interactive)
  (eglot-format-buffer))

(defun sumlint--begun ()
  "From the beginning of the term, heading or rule at point to point.
Nil within a sentence."
  (let ((end (point)) begin)
    (save-excursion
      (beginning-of-line)
      (cond ((or (re-search-forward "<!-- sumlint-[a-z-]+ " end t)
                 (looking-at "[^-.,:#\n][^.,:\n]*:")) ; one of several, in a suppression or behind a label
             (setq begin (match-end 0))
             (goto-char end)
             (skip-chars-backward "^,[\n" begin)
             (skip-chars-forward "* \t")
             (setq begin (point)))
            ((looking-at "[ \t]*[-*+#]+[ \t]+") ; an item, a heading
             (setq begin (match-end 0)))
            ((looking-at "[^.,:\n]*$") ; a heading of plain text
             (setq begin (point)))))
    (and begin (<= begin end) (cons begin end))))

(defun sumlint-completion-at-point ()
  "Complete terms, which may be of several words, headings and rules.
What is begun is to eglot the symbol at point: of a term the last word alone."
  (let ((begun (sumlint--begun)))
    (cl-letf (((get 'symbol 'bounds-of-thing-at-point) (and begun (lambda () begun))))
      (eglot-completion-at-point))))

(defun sumlint--manage ()
  "Set up a document of which eglot takes care."
  (when (and (eglot-managed-p) (equal (caar eglot-server-programs) sumlint--modes))
    (sumlint-mode)
    (setq-local completion-at-point-functions
                (cons #'sumlint-completion-at-point (remq #'eglot-completion-at-point completion-at-point-functions)))
    (when sumlint-fix-on-save
      (add-hook 'before-save-hook #'sumlint-fix nil t))))
(add-hook 'eglot-managed-mode-hook #'sumlint--manage)

(provide 'sumlint)
;;; sumlint.el ends here
