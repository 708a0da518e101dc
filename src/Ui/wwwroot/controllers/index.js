import apiReference from "./api-reference.js";
import board from "./board.js";
import columns from "./columns.js";
import combobox from "./combobox.js";
import conditions from "./conditions.js";
import copy from "./copy.js";
import datePicker from "./date-picker.js";
import dialog from "./dialog.js";
import fileDrop from "./file-drop.js";
import fileInput from "./file-input.js";
import filterBox from "./filter-box.js";
import filterBuilder from "./filter-builder.js";
import focus from "./focus.js";
import form from "./form.js";
import formWatch from "./form-watch.js";
import indeterminate from "./indeterminate.js";
import inlineCell from "./inline-cell.js";
import keyboard from "./keyboard.js";
import lines from "./lines.js";
import live from "./live.js";
import mentions from "./mentions.js";
import menu from "./menu.js";
import overlays from "./overlays.js";
import palette from "./palette.js";
import password from "./password.js";
import photo from "./photo.js";
import popover from "./popover.js";
import preview from "./preview.js";
import shortcuts from "./shortcuts.js";
import sortableList from "./sortable-list.js";
import stageTabs from "./stage-tabs.js";
import suggest from "./suggest.js";
import table from "./table.js";
import tabs from "./tabs.js";
import toast from "./toast.js";
import webhookForm from "./webhook-form.js";

export const controllers = {
  "api-reference": apiReference, board, columns, combobox, conditions, copy, "date-picker": datePicker, dialog, "file-drop": fileDrop, "file-input": fileInput, "filter-box": filterBox, "filter-builder": filterBuilder, focus, form, "form-watch": formWatch, indeterminate, "inline-cell": inlineCell, keyboard, lines, live, mentions, menu, overlays,
  palette, password, photo, popover, preview, shortcuts, "sortable-list": sortableList, "stage-tabs": stageTabs, suggest, table, tabs, toast, "webhook-form": webhookForm,
};
