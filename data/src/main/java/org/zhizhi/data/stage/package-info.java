/**
 * The steps of curation, one class each, that look at one document at a time: {@link
 * org.zhizhi.data.stage.Stage}. Knows no files, threads or order of documents.
 */
package org.zhizhi.data.stage;
