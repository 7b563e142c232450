/**
 * What every module needs and none should write twice: input errors that name the remedy ({@link
 * org.zhizhi.base.BadInput}), files that are never half written ({@link
 * org.zhizhi.base.AtomicFile}), JSON and YAML, named random seeds, progress lines, figures as
 * people read them. Report pages are in {@link org.zhizhi.base.page}. Knows no documents, tensors
 * or models.
 */
package org.zhizhi.base;
